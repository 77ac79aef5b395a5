-- A level that a method gave is the level that its inputs give: kept true here,
-- whoever writes. Levels by hand, or taken over from a ledger, have no inputs.

create function reference.assessed_level(method text, inputs jsonb) returns smallint
    language sql immutable parallel safe
as $$
    select case method
        when 'LEC' then (select case when d >= 320 then 1 when d >= 160 then 2 when d >= 70 then 3 else 4 end
                           from (select (inputs ->> 'L')::numeric * (inputs ->> 'E')::numeric * (inputs ->> 'C')::numeric as d) as one
                          where d is not null)
        when '风险矩阵' then (select case when r >= 20 then 1 when r >= 15 then 2 when r >= 9 then 3 else 4 end
                            from (select (inputs ->> 'L')::numeric * (inputs ->> 'S')::numeric as r) as one
                           where r is not null)
    end::smallint
$$;
comment on function reference.assessed_level(text, jsonb) is
    'The risk level that LEC (D = L E C) or the risk matrix (R = L S) gives for these inputs; NULL without all of them.';

alter table register.risk_source
    add constraint risk_source_level_inputs check (
        level_inputs is null or risk_level is not distinct from reference.assessed_level(level_method, level_inputs));
