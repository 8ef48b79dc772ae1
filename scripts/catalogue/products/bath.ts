import type { ProductPlan } from '../product.ts';
import { atPlace, onPaper } from './views.ts';

const DEFAULT = [{ name: 'Title', values: ['Default Title'] }];

/** For bath and dressing table. */
export const BATH: readonly ProductPlan[] = [
  {
    handle: 'brume-eau-de-parfum',
    title: 'Brume Eau de Parfum',
    descriptionHtml: '<p>Bergamot, wet slate, white tea. Quiet at first and still there in the evening.</p>',
    vendor: 'Maison Orée',
    productType: 'Perfume',
    tags: ['scent', 'gift'],
    status: 'ACTIVE',
    collections: ['bath', 'gifts'],
    options: [{ name: 'Size', values: ['50 ml', '100 ml'] }],
    variants: [
      { title: '50 ml', sku: 'MO-BRU-050', price: '78.00', inventory: 22, optionValues: ['50 ml'], shot: 0 },
      { title: '100 ml', sku: 'MO-BRU-100', price: '112.00', inventory: 9, optionValues: ['100 ml'] },
    ],
    shots: [
      onPaper('#f2eeea', {
        shape: 'perfume',
        elevation: 8,
        turn: -14,
        size: 2000,
        alt: 'Square perfume bottle with amber liquid, gold collar and black cap',
      }),
      onPaper('#d9a9a0', {
        shape: 'perfume',
        options: { liquid: '#d98a86', cap: '#e9e0d6', name: 'ROSÉE' },
        wall: '#e3bdb4',
        elevation: 8,
        turn: 16,
        alt: 'Perfume bottle with rose liquid on pink paper',
      }),
      atPlace('marbleTray', {
        shape: 'perfume',
        elevation: 12,
        turn: -10,
        alt: 'Perfume bottle on dark marble with a towel and a candle',
      }),
    ],
  },
  {
    handle: 'rosehip-face-oil',
    title: 'Rosehip Face Oil',
    descriptionHtml: '<p>Five drops at night. Cold-pressed rosehip and jojoba, nothing else.</p>',
    vendor: 'Alma',
    productType: 'Skin care',
    tags: ['skin', 'vegan'],
    status: 'ACTIVE',
    collections: ['bath'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'AL-OIL-030',
        price: '36.00',
        inventory: 80,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      onPaper('#f6f4f1', {
        shape: 'dropper',
        elevation: 9,
        fill: 0.7,
        alt: 'Amber dropper bottle with a cream label that reads Alma Face Oil',
      }),
      atPlace('linen', { shape: 'dropper', elevation: 18, alt: 'Amber dropper bottle on rumpled linen' }),
    ],
  },
  {
    handle: 'night-balm',
    title: 'Night Balm',
    descriptionHtml: '<p>A thick balm in a jar with a wooden lid.</p>',
    vendor: 'Alma',
    productType: 'Skin care',
    tags: ['skin', 'vegan'],
    status: 'DRAFT',
    collections: ['bath'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'AL-BLM-050',
        price: '29.00',
        inventory: 35,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      onPaper('#cfd8d0', {
        shape: 'creamJar',
        elevation: 16,
        wall: '#dde4dd',
        alt: 'Pale green jar of balm with a wooden lid',
      }),
      atPlace('marbleTray', {
        shape: 'creamJar',
        elevation: 18,
        rig: 'ceiling',
        alt: 'Jar of balm on dark marble',
      }),
    ],
  },
  {
    handle: 'sage-hand-wash',
    title: 'Sage & Salt Hand Wash',
    descriptionHtml: '<p>Lathers softly, rinses at once. Refills by post.</p>',
    vendor: 'Nordsoap',
    productType: 'Soap',
    tags: ['soap', 'refill'],
    status: 'ACTIVE',
    collections: ['bath'],
    options: [{ name: 'Bottle', values: ['Sage', 'Clay'] }],
    variants: [
      { title: 'Sage', sku: 'NS-HW-SAG', price: '18.00', inventory: 90, optionValues: ['Sage'], shot: 0 },
      { title: 'Clay', sku: 'NS-HW-CLA', price: '18.00', inventory: 41, optionValues: ['Clay'], shot: 1 },
    ],
    shots: [
      onPaper('#f4f5f4', {
        shape: 'pumpBottle',
        turn: -18,
        elevation: 9,
        fill: 0.72,
        alt: 'Sage green pump bottle of hand wash',
      }),
      atPlace('tiledCounter', {
        shape: 'pumpBottle',
        options: { colour: '#b47a5c', count: '7', name: 'Fennel & Clay' },
        turn: -12,
        elevation: 11,
        fill: 0.62,
        alt: 'Clay-coloured pump bottle on a marble counter before teal tiles',
      }),
    ],
  },
  {
    handle: 'olive-soap-bars',
    title: 'Olive & Sage Soap, two bars',
    descriptionHtml: '<p>Hand-cut, cured for eight weeks, wrapped in a band of paper.</p>',
    vendor: 'Nordsoap',
    productType: 'Soap',
    tags: ['soap', 'plastic-free'],
    status: 'ACTIVE',
    collections: ['bath', 'gifts'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'NS-BAR-OLV',
        price: '12.50',
        inventory: 120,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      onPaper('#ebe7df', {
        shape: 'soap',
        elevation: 34,
        alt: 'Two bars of green soap, one in a cream paper band',
      }),
      atPlace('linen', { shape: 'soap', elevation: 36, size: [1200, 960], alt: 'Soap bars on linen' }),
    ],
  },
];
