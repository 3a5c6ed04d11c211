-- jsonb sorts the members of an object. In a flow their order is its author's: of the fields of a map above all.
alter table flow alter column definition type json using definition::json;
alter table flow_revision alter column definition type json using definition::json;
