import type { ProductPlan } from '../product.ts';
import { atPlace, onPaper } from './views.ts';

const OAT = { ground: '#e9e1d2', dot: '#6b4a30' };
const SLATE = { ground: '#56636d', dot: '#2a333b', seed: 12 };
const MOSS = { ground: '#7f8b6a', dot: '#3d4630', seed: 13 };

/** For cooking, eating and tea. */
export const KITCHEN: readonly ProductPlan[] = [
  {
    handle: 'stoneware-mug',
    title: 'Stoneware Mug',
    descriptionHtml:
      '<p>Thrown by hand, glazed inside and out, with a bare foot that shows the clay. Holds 320 ml and a whole hand fits through the handle.</p><ul><li>Dishwasher and microwave safe</li><li>Each one a little different</li></ul>',
    vendor: 'Kiln & Field',
    productType: 'Mugs',
    tags: ['ceramic', 'handmade', 'coffee', 'gift'],
    status: 'ACTIVE',
    collections: ['kitchen', 'gifts'],
    options: [{ name: 'Glaze', values: ['Oat', 'Slate', 'Moss'] }],
    variants: [
      { title: 'Oat', sku: 'KF-MUG-OAT', price: '24.00', inventory: 48, optionValues: ['Oat'], shot: 0 },
      { title: 'Slate', sku: 'KF-MUG-SLT', price: '24.00', inventory: 31, optionValues: ['Slate'], shot: 1 },
      { title: 'Moss', sku: 'KF-MUG-MOS', price: '26.00', inventory: 12, optionValues: ['Moss'], shot: 2 },
    ],
    shots: [
      onPaper('#f5f5f3', {
        shape: 'mug',
        options: OAT,
        turn: -28,
        elevation: 17,
        size: 2000,
        alt: 'Oat-coloured stoneware mug with brown speckles, handle to the right',
      }),
      onPaper('#f5f5f3', {
        shape: 'mug',
        options: SLATE,
        turn: -32,
        elevation: 17,
        alt: 'Slate blue stoneware mug with dark speckles',
      }),
      onPaper('#d9d2c4', {
        shape: 'mug',
        options: MOSS,
        turn: -150,
        elevation: 20,
        rig: 'overhead',
        alt: 'Moss green stoneware mug, handle to the left',
      }),
      atPlace('deskWithBooks', {
        shape: 'mug',
        options: OAT,
        turn: -40,
        elevation: 20,
        alt: 'Oat mug on a wooden desk beside a pile of books',
      }),
    ],
  },
  {
    handle: 'speckled-bowl',
    title: 'Speckled Breakfast Bowl',
    descriptionHtml:
      '<p>A deep bowl for porridge and soup, pale outside and sea blue within. 17 cm wide.</p>',
    vendor: 'Kiln & Field',
    productType: 'Bowls',
    tags: ['ceramic', 'handmade', 'table'],
    status: 'ACTIVE',
    collections: ['kitchen'],
    options: [{ name: 'Inside', values: ['Sea', 'Terracotta'] }],
    variants: [
      { title: 'Sea', sku: 'KF-BWL-SEA', price: '29.00', inventory: 20, optionValues: ['Sea'], shot: 0 },
      {
        title: 'Terracotta',
        sku: 'KF-BWL-TER',
        price: '29.00',
        inventory: 7,
        optionValues: ['Terracotta'],
        shot: 1,
      },
    ],
    shots: [
      onPaper('#eef0f0', {
        shape: 'bowl',
        elevation: 30,
        fill: 0.66,
        alt: 'Pale speckled bowl with a sea blue inside',
      }),
      onPaper('#eef0f0', {
        shape: 'bowl',
        options: { inside: '#b4653f', ground: '#eadfce', dot: '#6b4a30' },
        elevation: 30,
        fill: 0.66,
        alt: 'Cream speckled bowl with a terracotta inside',
      }),
      atPlace('kitchenShelf', {
        shape: 'bowl',
        elevation: 24,
        size: [1200, 960],
        alt: 'Speckled bowl on a kitchen shelf before white tiles',
      }),
    ],
  },
  {
    handle: 'ember-teapot',
    title: 'Ember Teapot',
    descriptionHtml:
      '<p>Dark stoneware teapot for four cups. The spout pours without a drip; the lid stays on.</p>',
    vendor: 'Kettle & Co',
    productType: 'Teapots',
    tags: ['ceramic', 'tea', 'gift'],
    status: 'ACTIVE',
    collections: ['kitchen', 'gifts', 'tea-time'],
    options: [{ name: 'Colour', values: ['Charcoal', 'Chalk'] }],
    variants: [
      {
        title: 'Charcoal',
        sku: 'KC-TPT-CHA',
        price: '68.00',
        inventory: 9,
        optionValues: ['Charcoal'],
        shot: 0,
      },
      { title: 'Chalk', sku: 'KC-TPT-CHK', price: '68.00', inventory: 4, optionValues: ['Chalk'], shot: 1 },
    ],
    shots: [
      onPaper('#e3e1dc', {
        shape: 'teapot',
        turn: 18,
        elevation: 14,
        alt: 'Charcoal teapot with round belly, spout to the right',
      }),
      onPaper('#b7c0bd', {
        shape: 'teapot',
        options: { ground: '#ebe6db', dot: '#8b7558' },
        turn: -160,
        elevation: 14,
        alt: 'Chalk-white teapot, spout to the left',
      }),
      atPlace('kitchenShelf', {
        shape: 'teapot',
        turn: 24,
        size: [1200, 960],
        alt: 'Charcoal teapot on a shelf with jars and bottles',
      }),
    ],
  },
  {
    handle: 'gooseneck-kettle',
    title: 'Gooseneck Kettle',
    descriptionHtml: '<p>Pours as slowly as you like. Steel or black, with a walnut grip.</p>',
    vendor: 'Kettle & Co',
    productType: 'Kettles',
    tags: ['steel', 'coffee', 'tea'],
    status: 'ACTIVE',
    collections: ['kitchen', 'tea-time'],
    options: [{ name: 'Finish', values: ['Steel', 'Black'] }],
    variants: [
      { title: 'Steel', sku: 'KC-KTL-STL', price: '84.00', inventory: 13, optionValues: ['Steel'], shot: 0 },
      { title: 'Black', sku: 'KC-KTL-BLK', price: '89.00', inventory: 10, optionValues: ['Black'], shot: 1 },
    ],
    shots: [
      onPaper('#f1f1f1', {
        shape: 'kettle',
        elevation: 9,
        turn: -8,
        fill: 0.7,
        alt: 'Brushed steel gooseneck kettle with a wooden grip',
      }),
      onPaper('#d8cdbd', {
        shape: 'kettle',
        options: { finish: '#1c1d1f' },
        elevation: 9,
        turn: 10,
        fill: 0.7,
        rig: 'overhead',
        alt: 'Black gooseneck kettle on sand-coloured paper',
      }),
      atPlace('tiledCounter', {
        shape: 'kettle',
        elevation: 12,
        turn: -10,
        size: [1200, 960],
        alt: 'Steel kettle on a marble counter before teal tiles',
      }),
    ],
  },
  {
    handle: 'dinner-plates',
    title: 'Dinner Plates, set of four',
    descriptionHtml: '<p>27 cm, stackable, dishwasher-proof.</p>',
    vendor: 'Kiln & Field',
    productType: 'Plates',
    tags: ['ceramic', 'table'],
    status: 'ACTIVE',
    collections: ['kitchen'],
    options: [{ name: 'Colour', values: ['Milk', 'Dusk'] }],
    variants: [
      { title: 'Milk', sku: 'KF-PLT-MLK', price: '72.00', inventory: 16, optionValues: ['Milk'], shot: 0 },
      { title: 'Dusk', sku: 'KF-PLT-DSK', price: '72.00', inventory: 11, optionValues: ['Dusk'], shot: 1 },
    ],
    shots: [
      onPaper('#d5d3cf', {
        shape: 'plateStack',
        elevation: 26,
        fill: 0.68,
        alt: 'Stack of four milk-white dinner plates',
      }),
      onPaper('#f2f2f2', {
        shape: 'plateStack',
        options: { colour: '#5a6377' },
        elevation: 26,
        fill: 0.68,
        awkward: 'cmyk',
        alt: 'Stack of four dusk blue dinner plates',
      }),
    ],
  },
];
