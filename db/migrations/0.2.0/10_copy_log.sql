-- Who took a working copy off the server, who copied it to carry it away, and
-- who brought one back that another person had checked out. What happened
-- without a server is told by the file at its next sync: person and happened_at
-- are then the file's word, logged_by and logged_at the server's.

create table situation.copy_log (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,   -- a carrying is told by the file and by its copy
    edition_uid uuid not null,
    area_code text collate "C" not null,
    action text not null check (action in ('checked_out','carried','brought')),
    person text not null check (length(person) between 1 and 200),
    happened_at timestamptz not null,
    logged_at timestamptz not null default now(),
    logged_by text not null default session_user,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index copy_log_edition on situation.copy_log (edition_uid);
comment on table situation.copy_log is '工作副本领用、带出、带回记录: working copies checked out, carried away, brought back';
