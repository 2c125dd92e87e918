// @ts-check
// Who writes and who reads, as the running services tell it. What none of them can tell is taken from the catalogue, and
// says so.

/**
 * @typedef {import('../pages/log.js').Topic} Topic
 *
 * @typedef {object} Part what a service is made of
 * @property {string} part
 * @property {string} health UP, or what is wrong
 * @property {'topology' | 'view' | 'group'} [kind] what it does with the log, where it does something
 * @property {string[]} [reads]
 * @property {string[]} [writes]
 * @property {string} [group]
 * @property {number | null} [behind]
 *
 * @typedef {{ service: string, instance: string, health: string, parts: Part[] }} Running
 *
 * @typedef {'topology' | 'view' | 'catalogue'} Source who says that it is so
 * @typedef {{ topic: string, node: string, source: Source, late: number }} Edge late: how many records wait on it
 *
 * @typedef {object} Node a service, or a view of one
 * @property {string} id
 * @property {string} service
 * @property {string} title
 * @property {boolean} isView
 * @property {boolean} isAway no process that answers runs it
 * @property {string} trouble empty where all is well
 * @property {number} late how many records wait for it, or how far behind it is
 *
 * @typedef {{ nodes: Map<string, Node>, writes: Edge[], reads: Edge[] }} Flow
 */

export const UP = 'UP';

/**
 * @param {Topic[]} topics of the catalogue
 * @param {Running[]} services
 * @param {Map<string, Record<string, number>>} waiting by group, and by topic
 * @returns {Flow}
 */
export function flowOf(topics, services, waiting) {
  /** @type {Flow} */
  const flow = { nodes: new Map(), writes: [], reads: [] };
  for (const running of services) {
    addService(flow, running, waiting);
  }
  for (const topic of topics) {
    for (const name of topic.writers ?? []) {
      addCatalogued(flow, flow.writes, topic.topic, name);
    }
    for (const name of topic.readers ?? []) {
      addCatalogued(flow, flow.reads, topic.topic, name);
    }
  }
  const known = new Set(topics.map((one) => one.topic));
  flow.writes = flow.writes.filter((one) => known.has(one.topic));
  flow.reads = flow.reads.filter((one) => known.has(one.topic));
  return flow;
}

/**
 * @param {Flow} flow
 * @param {Running} running
 * @param {Map<string, Record<string, number>>} waiting
 */
function addService(flow, { service, health, parts }, waiting) {
  const node = flow.nodes.get(service) ?? named(service);
  node.isAway = false;
  node.trouble ||= health === UP ? '' : health;
  const groups = groupsOf(service, parts, [...waiting.keys()]);
  const lateIn = (/** @type {string} */ topic) => sum(groups.map((group) => waiting.get(group)?.[topic] ?? 0));
  node.late = sum(groups.flatMap((group) => Object.values(waiting.get(group) ?? {})));
  flow.nodes.set(service, node);
  for (const part of parts) {
    const isView = part.kind === 'view';
    const id = isView ? `${service}/${part.part}` : service;
    if (isView && !flow.nodes.has(id)) {
      flow.nodes.set(id, {
        ...named(service),
        id,
        title: part.part,
        isView,
        isAway: false,
        trouble: part.health === UP ? '' : part.health,
        late: part.behind ?? 0,
      });
    }
    part.reads?.forEach((topic) => add(flow.reads, isView
      ? { topic, node: id, source: 'view', late: part.reads?.length === 1 ? (part.behind ?? 0) : 0 }
      : { topic, node: id, source: 'topology', late: lateIn(topic) }));
    part.writes?.forEach((topic) => add(flow.writes, { topic, node: id, source: 'topology', late: 0 }));
  }
}

/**
 * What a service reads and writes though it does not tell so, or does not run.
 *
 * @param {Flow} flow
 * @param {Edge[]} edges
 * @param {string} topic
 * @param {string} service
 */
function addCatalogued(flow, edges, topic, service) {
  if (!flow.nodes.has(service)) {
    flow.nodes.set(service, named(service));
  }
  add(edges, { topic, node: service, source: 'catalogue', late: 0 });
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}

/**
 * The first who says so is believed.
 *
 * @param {Edge[]} edges
 * @param {Edge} edge
 */
function add(edges, edge) {
  if (!edges.some((one) => one.topic === edge.topic && one.node === edge.node)) {
    edges.push(edge);
  }
}

/**
 * @param {string} service
 * @returns {Node}
 */
function named(service) {
  return { id: service, service, title: service, isView: false, isAway: true, trouble: '', late: 0 };
}

/**
 * The groups in which a service reads: those that its parts tell, or, where they tell none, those of its name.
 *
 * @param {string} service
 * @param {Part[]} parts
 * @param {string[]} groups that the log knows
 */
export function groupsOf(service, parts, groups) {
  const told = parts.flatMap((part) => part.group ?? []);
  return told.length > 0 ? told : groups.filter((group) => group === service || group.startsWith(service + '-'));
}
