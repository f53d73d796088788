"""Two plans to compare: random ones, and ten towns."""
