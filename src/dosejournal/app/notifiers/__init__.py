"""Ways to show a notification outside the window, one a module."""
