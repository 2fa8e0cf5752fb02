"""Pages of the mirror, and the ballot box that stands apart from all of them."""
