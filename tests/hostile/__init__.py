"""Those who mean ill: platforms that drip, documents that keep a reader busy, thirty sessions at once."""
