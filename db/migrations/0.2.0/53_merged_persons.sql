-- Somebody who stood in the register twice: which person stands for both now.

alter table register.person add column merged_into uuid references register.person (uid);
alter table history.person add column merged_into uuid;
create index person_merged on register.person (merged_into) where merged_into is not null;
comment on column register.person.merged_into is
    '并入的人员: who stands for this retired person since a merger (app.merge_persons)';
