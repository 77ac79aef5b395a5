-- What the search of the registers reads: the sender's number and the phone from
-- their beginnings on, under collation C, whose comparisons are leakproof.
create index risk_source_number on register.risk_source (external_code collate "C") where external_code is not null;
create index relief_resource_number on register.relief_resource (external_code collate "C") where external_code is not null;
create index person_phone_digits on register.person_phone (replace(number, '-', '') collate "C");
create index relief_resource_subtype on register.relief_resource (subtype_code);
