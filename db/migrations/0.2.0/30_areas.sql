-- What happened to the areas: who added, renamed, merged or split them, as of
-- which day, and which rows of the registers went from one area to another.

alter table base.area
    add column former_names text[] not null default '{}',   -- names it had before, the latest last
    add column origin text not null default 'shipped' check (origin in ('shipped', 'county'));
alter table history.area
    add column former_names text[] not null default '{}',
    add column origin text not null default 'shipped';
comment on column base.area.origin is
    'county: added or changed here; the list of codes that the software ships leaves such a row alone.';

create table base.area_change (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    kind text not null check (kind in ('add', 'rename', 'merge', 'split')),
    from_codes text[] not null default '{}',
    to_codes text[] not null,
    on_date date not null,
    reason text,
    running boolean not null default true,     -- true only inside the transaction that makes the change
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
comment on table base.area_change is '区划调整记录: areas added, renamed, merged, split; written by the functions of db/app only';

create table base.area_move (
    change_id integer not null references base.area_change on delete cascade,
    table_name text not null,                  -- register.risk_source, ...
    row_uid uuid not null,
    from_code text collate "C" not null,
    to_code text collate "C",                  -- NULL = retired, because another row says the same there
    primary key (change_id, table_name, row_uid)
);
comment on table base.area_move is '区划调整时随迁的记录: which row of the registers counts under which area since a change';
