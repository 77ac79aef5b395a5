-- Base data by township: what an import stands for, and the dikes of the topographic map.

alter table base.import_source
    add column for_area text collate "C" references base.area (code),   -- NULL = named data set, not bound to an area
    add column fields jsonb not null default '{}';                       -- column -> field of the file, as confirmed
create index import_source_area on base.import_source (layer, for_area);

create table base.dike (
    id integer generated always as identity primary key,
    uid uuid not null default gen_random_uuid() unique,
    source_id integer not null references base.import_source on delete cascade,
    name text,
    kind text not null check (kind in ('dike', 'seawall')),
    crest_m numeric,                           -- height of the crest, 1985国家高程基准
    standard_years integer check (standard_years > 0),   -- 防洪（潮）标准, once in so many years
    geom geometry(Geometry, 4490) not null
);
create index dike_geom on base.dike using gist (geom);
comment on table base.dike is '堤防、海塘（地形图要素）: dikes as the topographic map has them; the registers have their own';

create index raster_source on base.raster (source_id);
create index road_source on base.road (source_id);
create index building_source on base.building (source_id);
create index water_source on base.water (source_id);
create index contour_source on base.contour (source_id);
create index dike_source on base.dike (source_id);
