"""The second factor: what somebody shows beside the password, and who must."""
