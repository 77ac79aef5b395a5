"""Where people live in danger, found from the ground itself (山区村落自然灾害易发区叠合分析)."""
