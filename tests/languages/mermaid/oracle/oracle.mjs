// What mermaid's own parser says: reads a JSON list of texts, writes a JSON list of verdicts.
// mermaid cleans labels with DOMPurify, which needs a browser; here labels are left as they are.
import DOMPurify from "dompurify";
import mermaid from "mermaid";

DOMPurify.addHook = () => {};
DOMPurify.sanitize = (text) => text;

const shown = (text) =>
  String(text ?? "")
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, (_, name) => ({ quot: '"', lt: "<", gt: ">", amp: "&" })[name] ?? name)
    .replace(/<br\s*\/?>/gi, "\n")
    .trim();

const values = (found) => (found instanceof Map ? [...found.values()] : Object.values(found));

function flowchart(db) {
  const groups = db.getSubGraphs();
  const ids = new Set(groups.map((group) => group.id));
  return {
    nodes: values(db.getVertices())
      .filter((node) => !ids.has(node.id))
      .map((node) => [node.id, shown(node.text)])
      .sort(),
    edges: db
      .getEdges()
      .map((edge) => [edge.start, edge.end, shown(edge.text), edge.stroke === "dotted"])
      .sort(),
    groups: groups.map((group) => [shown(group.title), [...group.nodes].sort()]).sort(),
  };
}

function entities(db) {
  const found = db.getEntities();
  const names = new Map([...found].map(([name, entity]) => [entity.id, name]));
  return {
    nodes: [...found]
      .map(([name, entity]) => [
        name,
        shown(entity.alias || name),
        entity.attributes.map((each) => [each.type, each.name, each.keys ?? [], shown(each.comment)]),
      ])
      .sort(),
    edges: db
      .getRelationships()
      .map((each) => [
        names.get(each.entityA),
        names.get(each.entityB),
        shown(each.roleA),
        each.relSpec.cardA,
        each.relSpec.cardB,
      ])
      .sort(),
  };
}

function sequence(db) {
  const kinds = db.LINETYPE;
  return {
    nodes: values(db.getActors())
      .map((actor) => [actor.name, shown(actor.description), actor.type === "actor"])
      .sort(),
    edges: db
      .getMessages()
      .filter((each) => each.from && each.to && typeof each.message === "string")
      .filter((each) => each.type !== kinds.NOTE)
      .map((each) => [each.from, each.to, shown(each.message)]),
  };
}

async function verdict(text) {
  try {
    await mermaid.parse(text);
    const plain = text.replace(/^\s*%%(?!\{)[^\n]*\n?/gm, "");
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(plain);
    const read = { "flowchart-v2": flowchart, er: entities, sequence }[diagram.type];
    return read ? { accepted: true, ...read(diagram.db) } : { accepted: false };
  } catch {
    return { accepted: false };
  }
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
const verdicts = [];
for (const text of JSON.parse(input)) verdicts.push(await verdict(text));
process.stdout.write(JSON.stringify(verdicts));
