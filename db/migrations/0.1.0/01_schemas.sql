-- Schemas of the shared database. What can be derived (views, functions,
-- triggers, policies, grants) lives in db/app and is re-created on every upgrade.
create extension if not exists postgis;
create extension if not exists pg_trgm;

create schema base;       -- areas and base map
create schema reference;  -- vocabularies, categories, symbols, users and rights
create schema register;   -- risk sources, relief resources, persons, yearly village data
create schema situation;  -- editions of the situation maps
create schema report;     -- kept reports
create schema history;    -- superseded versions of tracked rows

comment on schema base is '行政区划与底图 areas and base map';
comment on schema reference is '代码与词表 vocabularies, categories, symbols, users and rights';
comment on schema register is '风险源与救灾资源登记 registers';
comment on schema situation is '防汛防台形势图 editions of the situation maps';
comment on schema report is '报表 kept reports';
comment on schema history is '历史版本 superseded versions';

-- The columns that every tracked row has; a tracked table is (like reference.tracked_row including all, ...).
create table reference.tracked_row (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    revision integer not null default 1,
    edited_from integer,           -- NULL at rest; the revision an UPDATE started from
    change_uid uuid,               -- the command or batch that made this version
    created_at timestamptz not null default now(),
    created_by text not null default session_user,
    changed_at timestamptz not null default now(),
    changed_by text not null default session_user,
    retired_at timestamptz,        -- set instead of deleting
    retired_by text
);
comment on table reference.tracked_row is 'Pattern of a tracked row: copied with LIKE, holds no rows.';
