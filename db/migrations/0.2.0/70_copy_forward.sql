-- Last year's map and tables, copied into a new year: what nobody has looked at
-- yet is 待核实, in the tables as on the map, and the edition knows where it came from.

do $$
declare
    name text;
begin
    foreach name in array array['register.duty', 'register.village_fact', 'register.grid_person',
                                'register.transfer_household', 'register.no_transfer',
                                'situation.route', 'situation.sheet_frame'] loop
        execute format('alter table %s add column review_state text not null default ''verified''
                            check (review_state in (''to_verify'', ''verified''))', name::regclass);
        execute format('alter table history.%I add column review_state text not null default ''verified''',
                       split_part(name, '.', 2));
    end loop;
end
$$;

alter table situation.edition add column copied_from uuid references situation.edition (uid);
alter table history.edition add column copied_from uuid;
comment on column situation.edition.copied_from is '上一年度的形势图: the edition that this one was copied from';
