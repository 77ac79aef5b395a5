-- Search by name: pinyin stands for sets of characters, and two characters are too few
-- for trigrams. An index of the single characters serves both; the function is built in.
create index risk_source_characters on register.risk_source using gin (string_to_array(name, null));
create index relief_resource_characters on register.relief_resource using gin (string_to_array(name, null));
