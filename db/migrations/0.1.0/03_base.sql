-- Areas with validity and successors, and the base map of each township.

create table base.area (
    like reference.tracked_row including all,
    code text collate "C" not null unique check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15})$'),
    level text not null check (level in ('province','city','county','township','village','natural_village')),
    parent_code text collate "C" references base.area (code),
    name text not null,                       -- official name, e.g. 方江屿村委会
    pinyin text,                              -- fang jiang yu
    valid_from date,
    valid_to date,                            -- exclusive; NULL = in force
    source text,
    simulated boolean not null default false, -- 模拟数据: the geometry is not real
    geom geometry(Geometry, 4490),
    check (parent_code is null or left(code, length(parent_code)) = parent_code),
    check (length(code) = case level when 'province' then 2 when 'city' then 4 when 'county' then 6
                                     when 'township' then 9 when 'village' then 12 else 15 end),
    check (valid_to is null or valid_from is null or valid_to > valid_from)
);
create index area_parent on base.area (parent_code);
create index area_geom on base.area using gist (geom);
create index area_name on base.area using gin (name gin_trgm_ops);
comment on table base.area is '行政区划: province to natural village, GB/T 2260 and statistical codes';

create table base.area_successor (
    from_code text collate "C" not null references base.area (code),
    to_code text collate "C" not null references base.area (code),
    on_date date not null,
    reason text,
    primary key (from_code, to_code)
);

-- Base layers are imported whole, by source; they are not edited row by row and not tracked.
create table base.import_source (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    name text not null,
    layer text not null,
    file_name text,
    sha256 text,
    source_crs text,
    captured_on date,
    simulated boolean not null default false,
    imported_at timestamptz not null default now(),
    imported_by text not null default session_user
);

create table base.road (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    name text,
    class text not null check (class in ('highway','national','provincial','county','township','village','path')),
    width_m numeric,
    bridge boolean not null default false,
    tunnel boolean not null default false,
    geom geometry(Geometry, 4490) not null
);
create index road_geom on base.road using gist (geom);

create table base.building (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    name text,
    use text,
    storeys integer,
    households integer,
    people integer,
    geom geometry(Geometry, 4490) not null
);
create index building_geom on base.building using gist (geom);

-- kind: stream, river, canal, coast as lines; river, pond, reservoir, sea as areas.
create table base.water (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    name text,
    kind text not null check (kind in ('stream','river','canal','coast','pond','reservoir','sea')),
    stream_order integer,
    catchment_km2 numeric,
    geom geometry(Geometry, 4490) not null    -- lines run downstream
);
create index water_geom on base.water using gist (geom);

create table base.contour (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    elevation_m numeric not null,
    index_contour boolean not null default false,
    geom geometry(Geometry, 4490) not null
);
create index contour_geom on base.contour using gist (geom);

create table base.raster (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    kind text not null check (kind in ('dem','orthophoto')),
    path text not null,                        -- where the file lies, relative to the data folder
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    resolution_m numeric not null,
    captured_on date,
    height_datum text,
    extent geometry(Polygon, 4490) not null
);
