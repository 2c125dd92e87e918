// @ts-check
// All pages: what is listed here is built, and nothing else is shown. A page is one module, and one line here.

/**
 * @typedef {object} PageEntry
 * @property {string} route its path behind the #, with variables such as :id
 * @property {string} tag the element that the module defines
 * @property {() => Promise<unknown>} load the module
 * @property {string} [nav] its name in the navigation; without it, it belongs to the one before
 * @property {string} [icon] its icon there
 */

/** @type {PageEntry[]} */
export const PAGES = [
  { route: '/shop', tag: 'io-shop', load: () => import('./pages/shop.js'), nav: 'Shop', icon: 'bag' },
  { route: '/shop/basket', tag: 'io-basket', load: () => import('./pages/basket.js') },
  { route: '/shop/orders', tag: 'io-shop-orders', load: () => import('./pages/shop-orders.js') },
  { route: '/shop/orders/:id', tag: 'io-shop-order', load: () => import('./pages/shop-order.js') },
  { route: '/orders', tag: 'io-orders', load: () => import('./pages/orders.js'), nav: 'Orders', icon: 'list' },
  { route: '/orders/:id', tag: 'io-order', load: () => import('./pages/order.js') },
  { route: '/story', tag: 'io-stories', load: () => import('./pages/stories.js'), nav: 'Story', icon: 'story' },
  { route: '/story/:id', tag: 'io-story', load: () => import('./pages/story.js') },
  { route: '/log', tag: 'io-log', load: () => import('./pages/log.js'), nav: 'Log', icon: 'log' },
  { route: '/log/:topic', tag: 'io-topic', load: () => import('./pages/topic.js') },
  { route: '/log/:topic/:partition/:offset', tag: 'io-record', load: () => import('./pages/record.js') },
  { route: '/consumers', tag: 'io-consumers', load: () => import('./pages/consumers.js'), nav: 'Consumers', icon: 'people' },
  { route: '/consumers/:group', tag: 'io-group', load: () => import('./pages/group.js') },
  { route: '/flow', tag: 'io-flow', load: () => import('./pages/flow.js'), nav: 'Flow', icon: 'flow' },
  { route: '/flow/:service', tag: 'io-service', load: () => import('./pages/service.js') },
  { route: '/views', tag: 'io-views', load: () => import('./pages/views.js'), nav: 'Views', icon: 'eye' },
  { route: '/sql', tag: 'io-sql', load: () => import('./pages/sql.js'), nav: 'SQL', icon: 'terminal' },
  { route: '/schemas', tag: 'io-schemas', load: () => import('./pages/schemas.js'), nav: 'Schemas', icon: 'schema' },
  { route: '/schemas/:subject', tag: 'io-schema', load: () => import('./pages/schema.js') },
  { route: '/connectors', tag: 'io-connectors', load: () => import('./pages/connectors.js'), nav: 'Connectors', icon: 'table' },
  { route: '/dead-letters', tag: 'io-dead-letters', load: () => import('./pages/dead-letters.js'), nav: 'Dead letters', icon: 'letter' },
  { route: '/laws', tag: 'io-laws', load: () => import('./pages/laws.js'), nav: 'Laws', icon: 'scales' },
];

export const HOME = PAGES[0].route;
