// Asks a SPARQL service through Comunica: `node comunica.mjs ADDRESS`. Prints one JSON object: each question's answer.
import { QueryEngine } from "@comunica/query-sparql";

const PREFIXES = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> ";
const engine = new QueryEngine();
const context = { sources: [process.argv[2]] };

async function rows(query) {
  const stream = await engine.queryBindings(PREFIXES + query, context);
  const found = await stream.toArray();
  return found.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])));
}

const triples = await engine.queryQuads(PREFIXES + "CONSTRUCT WHERE { ?ruling pg:kind ?kind }", context);
const answers = {
  labels: await rows("SELECT ?label { ?ruling a pg:Ruling ; rdfs:label ?label } ORDER BY ?label"),
  respondents: await rows("SELECT DISTINCT ?who { ?r pg:respondent ?o . OPTIONAL { ?o rdfs:label ?who } FILTER(?r != pg:x) } ORDER BY ?who"),
  count: await rows("SELECT (COUNT(*) AS ?n) { ?report a ?class FILTER(?class = pg:Ruling) }"),
  searched: await rows('SELECT ?found { ?thing pg:textMatch "privacy canada" ; rdfs:label ?found }'),
  ask: await engine.queryBoolean(PREFIXES + "ASK { ?s a pg:Ruling }", context),
  constructed: (await triples.toArray()).length,
};
console.log(JSON.stringify(answers));
