"""What research says: the strip of a page with one card, and the page with all of them."""
