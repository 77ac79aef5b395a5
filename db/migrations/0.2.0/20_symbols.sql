-- The symbols of a county, the versions of every drawing, and which of them a
-- published edition was made with.

alter table reference.symbol
    add column retired_at timestamptz,      -- no longer offered; what is drawn with it stays
    add column retired_by text;

-- The drawings that this software ships; app.take_shipped_symbols() makes versions of them.
create table reference.shipped_symbol (
    symbol_code text collate "C" primary key references reference.symbol,
    centre_code text collate "C",
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    definition text not null,
    origin text not null default 'shipped'
);
comment on table reference.shipped_symbol is
    'All that a symbol is (names, labels, drawing) as canonical JSON; built by floodmap symbols build.';

alter table reference.symbol_version
    add column origin text not null default 'county' check (origin in ('shipped', 'county')),
    add column centre_code text collate "C";   -- the point symbol in the middle of a line or an area
comment on column reference.symbol_version.definition is
    'All that the symbol was in this version (names, labels, drawing) as canonical JSON, UTF-8; sha256 is of these bytes.';

create table situation.edition_symbol (
    edition_uid uuid not null,
    area_code text collate "C" not null,
    symbol_code text collate "C" not null,
    version integer not null,
    primary key (edition_uid, symbol_code),
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code),
    foreign key (symbol_code, version) references reference.symbol_version (symbol_code, version)
);
create index edition_symbol_version on situation.edition_symbol (symbol_code, version);
comment on table situation.edition_symbol is
    'The versions of its symbols that an edition was published with; written by the publication, by nobody else.';
