"""Issue trackers on this machine, which hold what they are sent to what the real ones publish."""
