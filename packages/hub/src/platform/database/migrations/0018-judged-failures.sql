-- How many failures of a run people were told of when it ended: one that goes on afterwards is judged again at its next end, by
-- what is new.
alter table flow_run add column judged_failures bigint;
update flow_run set judged_failures = coalesce((counts ->> 'failed')::bigint, 0) where judged;
