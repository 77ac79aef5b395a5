-- Settlements in danger that were found from the terrain: every run with all that it
-- was made from, and its polygons. A run is never changed; a new one is made.

create table register.terrain_run (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    area_code text collate "C" not null references base.area (code),   -- township or county that was looked at
    resolution_m numeric not null check (resolution_m > 0),             -- of the terrain model
    buildings integer not null check (buildings >= 0),                  -- looked at
    record jsonb not null,                     -- inputs with their dates, thresholds, version, what is missing
    notes text not null,                       -- what a reader must know, in words
    streams geometry(MultiLineString, 4490),   -- that the terrain shows; NULL where the flow was not found
    made_at timestamptz not null default now(),
    made_by text not null default session_user
);
create index terrain_run_area on register.terrain_run (area_code);
comment on table register.terrain_run is '易发区叠合分析记录: runs of the terrain analysis';

create table register.terrain_settlement (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    run_uid uuid not null references register.terrain_run (uid) on delete cascade,
    area_code text collate "C" not null references base.area (code),   -- the village in which it lies
    category_code text collate "C" not null references reference.category,  -- as what it would enter the register
    rank integer not null check (rank > 0),
    class text not null check (class in ('high', 'medium', 'low')),
    score numeric not null,
    buildings integer not null check (buildings > 0),
    households integer check (households >= 0),
    people integer check (people >= 0),
    reasons jsonb not null,                    -- factors with their measured values
    words text not null,                       -- the same in words
    made_by text not null default session_user,
    geom geometry(MultiPolygon, 4490) not null
);
create index terrain_settlement_run on register.terrain_settlement (run_uid, rank);
create index terrain_settlement_area on register.terrain_settlement (area_code);
create index terrain_settlement_geom on register.terrain_settlement using gist (geom);
comment on table register.terrain_settlement is '易受灾聚居点: settlements in danger, the worst first';
