// What a dashboard may have, to the last member and value, out of the types of Grafana's Foundation SDK. They leave open what belongs to the kind of a
// panel and what an override may set: here that is closed. They do not say what a transformation takes, nor the ids of transformations, of matchers and
// of reductions.
import type * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import type * as grafana from "@grafana/grafana-foundation-sdk/dashboard";
import type * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as statetimeline from "@grafana/grafana-foundation-sdk/statetimeline";
import type * as table from "@grafana/grafana-foundation-sdk/table";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import type * as units from "@grafana/grafana-foundation-sdk/units";

type Changed<T, Members> = Omit<T, keyof Members> & Members;

/** As JSON has it, where a value of an enumeration is a string. What may be anything stays so. */
type Written<T> = 0 extends 1 & T ? T
  : T extends string ? `${T}`
  : T extends object ? { [Name in keyof T]: Written<T[Name]> }
  : T;

type Query = Omit<prometheus.Dataquery, "_implementsDataqueryVariant">;

type Unit = (typeof units)[keyof typeof units] | `suffix:${string}`;

/** The SDK asks of a link of a field what a link of a dashboard has, which Grafana neither writes nor reads there. */
type FieldLink = { title: string; url: string; targetBlank?: boolean };

type Field = Changed<Omit<grafana.FieldConfig, "custom">, { unit?: Unit; links?: FieldLink[] }>;

/** A member by its name, and a value that it takes. */
type Property<Members, Prefix extends string = ""> = {
  [Name in keyof Members & string]-?: { id: `${Prefix}${Name}`; value: Exclude<Members[Name], undefined> };
}[keyof Members & string];

type None = Record<string, never>;

type Chart<Type extends string, Options, Custom> = Changed<grafana.Panel, {
  type: Type;
  options: Options;
  targets: Query[];
  fieldConfig: {
    defaults: Field & { custom?: Custom };
    overrides: { matcher: grafana.MatcherConfig; properties: (Property<Field> | Property<Custom, "custom.">)[] }[];
  };
}>;

type Panel =
  | Chart<"timeseries", timeseries.Options, timeseries.FieldConfig>
  | Chart<"stat", stat.Options, None>
  | Chart<"table", table.Options, table.FieldConfig>
  | Chart<"bargauge", bargauge.Options, None>
  | Chart<"state-timeline", statetimeline.Options, statetimeline.FieldConfig>;

type Row = Changed<grafana.RowPanel, { panels: Panel[] }>;

export type Dashboard = Written<Changed<grafana.Dashboard, {
  panels: (Panel | Row)[];
  annotations: { list: Changed<grafana.AnnotationQuery, { target: Query }>[] };
}>>;
