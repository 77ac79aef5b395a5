-- What a reviewer says about a place on a map (审核意见); the compiler ticks it off.

create table situation.remark (
    like reference.tracked_row including all,
    edition_uid uuid not null,
    area_code text collate "C" not null,
    element_uid uuid,                          -- the thing that it is about, when there is one
    words text not null check (length(words) between 1 and 2000),
    author text not null,                      -- display name, as the map shows it
    done boolean not null default false,
    geom geometry(Point, 4490) not null,
    foreign key (edition_uid, area_code) references situation.edition (uid, area_code)
);
create index remark_edition on situation.remark (edition_uid);
create index remark_geom on situation.remark using gist (geom);
comment on table situation.remark is '审核意见: remarks of reviewers, pinned to places of a map';

create table history.remark (like situation.remark, period tstzrange not null, superseded_by text not null,
    operation text not null check (operation in ('update', 'retire', 'restore')));
create index on history.remark (uid);
create index on history.remark (area_code);
create index on history.remark (edition_uid);
create index on history.remark using gist (geom);
