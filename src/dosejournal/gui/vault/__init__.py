"""The passphrase in the window: choosing it, giving it, changing it, and the recovery sheet."""
