/** Where a table of a REST API is read: its path and rows, how it is paged, and what the system itself filters. */
import { Autocomplete, Group, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { AddItem, FieldGroup, RemoveItem } from "./field-group.tsx";
import { useHttpWords } from "./http-form-words.ts";
import { knownNames, type TablePartProps } from "./http-table-part.ts";
import { noFilter, noTable, pagingKinds } from "./http-table-values.ts";
import { MoreFields } from "./more-fields.tsx";
import { PairFields } from "./pair-fields.tsx";

export function ReadFields(part: TablePartProps) {
  const say = useHttpWords();
  const { form, index, sample } = part;
  const at = (field: string) => `tables.${index}.${field}`;
  const { paging, query, filters, changesField } = form.values.tables[index] ?? noTable;
  return (
    <>
      <TextInput label={say("path")} description={say("pathText")} {...form.getInputProps(at("path"))} />
      <Autocomplete
        label={say("rows")}
        description={say("rowsText")}
        data={(sample?.lists ?? []).filter((place) => place !== "")}
        {...form.getInputProps(at("rows"))}
      />
      <Select
        label={say("paging")}
        data={pagingKinds.map((value) => ({ value, label: say(`paging_${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps(at("paging"))}
      />
      <PagingFields {...part} />
      <MoreFields
        label={say("moreReading")}
        form={form}
        paths={["query", "filters", "changesField", "changesParameter"].map(at)}
        isSet={query.length > 0 || filters.length > 0 || changesField !== "" || paging === "page"}
      >
        <PairFields
          form={form}
          path={at("query")}
          title={say("query")}
          text={say("queryText")}
          name={say("queryName")}
          value={say("queryValue")}
          add={say("addQuery")}
        />
        <FilterFields {...part} />
        <FieldGroup title={say("changes")} text={say("changesText")}>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Autocomplete
              label={say("changesField")}
              data={[...knownNames(part)]}
              {...form.getInputProps(at("changesField"))}
            />
            <TextInput label={say("changesParameter")} {...form.getInputProps(at("changesParameter"))} />
          </SimpleGrid>
        </FieldGroup>
      </MoreFields>
    </>
  );
}

function PagingFields({ form, index, sample }: TablePartProps) {
  const say = useHttpWords();
  const at = (field: string) => form.getInputProps(`tables.${index}.${field}`);
  const { paging, sizeParameter } = form.values.tables[index] ?? noTable;
  const isAsked = paging === "page" || paging === "offset" || paging === "cursor";
  return (
    <>
      {isAsked && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label={say(`parameter_${paging}`)} withAsterisk {...at("parameter")} />
          {paging === "page" && (
            <NumberInput label={say("first")} min={0} allowDecimal={false} {...at("first")} />
          )}
          <TextInput
            label={say("sizeParameter")}
            {...(paging === "offset" ? { withAsterisk: true } : {})}
            {...at("sizeParameter")}
          />
          {(paging === "offset" || sizeParameter.trim() !== "") && (
            <NumberInput label={say("size")} min={1} max={10_000} allowDecimal={false} {...at("size")} />
          )}
        </SimpleGrid>
      )}
      {(paging === "cursor" || paging === "next") && (
        <Autocomplete
          label={say(`member_${paging}`)}
          description={say("memberText")}
          withAsterisk
          data={[...(sample?.singles ?? [])]}
          {...at("member")}
        />
      )}
    </>
  );
}

function FilterFields(part: TablePartProps) {
  const say = useHttpWords();
  const { form, index } = part;
  const path = `tables.${index}.filters`;
  const { filters } = form.values.tables[index] ?? noTable;
  return (
    <FieldGroup title={say("filters")} text={say("filtersText")}>
      {filters.map(({ field }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the field is being typed, and rows do not move.
        <Group key={at} gap="xs" align="flex-end" wrap="nowrap">
          <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs" flex={1}>
            <Autocomplete
              label={say("filterField")}
              data={[...knownNames(part)]}
              {...form.getInputProps(`${path}.${at}.field`)}
            />
            {(["equal", "from", "to"] as const).map((how) => (
              <TextInput
                key={how}
                label={say(`filter_${how}`)}
                {...form.getInputProps(`${path}.${at}.${how}`)}
              />
            ))}
          </SimpleGrid>
          <RemoveItem name={field} onRemove={() => form.removeListItem(path, at)} />
        </Group>
      ))}
      <AddItem onAdd={() => form.insertListItem(path, noFilter)}>{say("addFilter")}</AddItem>
    </FieldGroup>
  );
}
