"""A company's plan and a connection to its platform go in; a `Deployment` comes out, its operations computed once."""
