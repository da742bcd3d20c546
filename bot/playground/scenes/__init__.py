"""Scenes that are ready to play: what happens in them lies in data/, these modules make it happen in the workspace."""
