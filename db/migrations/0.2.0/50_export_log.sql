-- Who took data out of the database as a file: ledgers, statistics, sheets.

create table report.export_log (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    kind text not null check (kind in ('ledger', 'statistics', 'sheet', 'verification', 'changes', 'portrait', 'list')),
    what text not null check (length(what) between 1 and 2000),   -- area, categories, profile: in words
    row_count integer not null check (row_count >= 0),
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
create index export_log_made on report.export_log (made_at);
comment on table report.export_log is '导出记录: who took what out of the database, when, and how many rows';
