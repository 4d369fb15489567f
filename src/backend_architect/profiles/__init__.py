"""Who speaks: one Markdown file per profile, and the reader of such files."""

from backend_architect.profiles.read import Profile, profile, profile_names

__all__ = ["Profile", "profile", "profile_names"]
