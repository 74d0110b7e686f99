"""What two faces show alike: wait badges, tags and banners."""
