import type { ProductPlan } from '../product.ts';
import { atPlace, onPaper } from './views.ts';

const DEFAULT = [{ name: 'Title', values: ['Default Title'] }];

/** Products as they are found in real stores: badly filled in, far too long, in other scripts. */
export const ODD: readonly ProductPlan[] = [
  {
    handle: 'gift-card',
    title: 'Gift Card',
    descriptionHtml: '<p>Sent by e-mail. There is nothing to photograph.</p>',
    vendor: 'Sample Store',
    productType: 'Gift cards',
    tags: [],
    status: 'ACTIVE',
    collections: ['gifts'],
    options: [{ name: 'Amount', values: ['25', '50', '100'] }],
    variants: [
      { title: '25', sku: 'GIFT-25', price: '25.00', inventory: 0, optionValues: ['25'] },
      { title: '50', sku: 'GIFT-50', price: '50.00', inventory: 0, optionValues: ['50'] },
      { title: '100', sku: 'GIFT-100', price: '100.00', inventory: 0, optionValues: ['100'] },
    ],
    shots: [],
  },
  {
    handle: 'small-picture-bowl',
    title: 'Serving Bowl <b>SALE</b> <script>alert("title")</script>',
    descriptionHtml: '<p>Imported from an old shop together with its one small picture.</p>',
    vendor: 'Old Shop & Sons "Import"',
    productType: 'Bowls',
    tags: ['sale', '<i>clearance</i>'],
    status: 'ACTIVE',
    collections: ['kitchen'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'OLD-0001',
        price: '15.00',
        inventory: 1,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      onPaper('#ffffff', {
        shape: 'bowl',
        options: { ground: '#d8d3c4', inside: '#8a9a5b' },
        elevation: 24,
        size: 600,
        awkward: 'tiny',
        alt: '',
      }),
    ],
  },
  {
    handle: 'nanbu-tetsubin',
    title: '南部鉄器 急須「霰」 0.6L',
    descriptionHtml: '<p>職人が一つひとつ手作りした、霰文様の急須です。</p>',
    vendor: '盛岡工房',
    productType: '急須',
    tags: ['茶', '和食器'],
    status: 'ACTIVE',
    collections: ['tea-time'],
    options: [{ name: '色', values: ['黒', '藍'] }],
    variants: [
      { title: '黒', sku: 'MK-TET-KRO', price: '120.00', inventory: 3, optionValues: ['黒'], shot: 0 },
      { title: '藍', sku: 'MK-TET-AI', price: '128.00', inventory: 2, optionValues: ['藍'] },
    ],
    shots: [
      onPaper('#dcdad4', {
        shape: 'teapot',
        options: { ground: '#26282a', dot: '#101112', seed: 44 },
        turn: 22,
        elevation: 12,
        alt: '黒い急須',
      }),
      atPlace('linen', {
        shape: 'teapot',
        options: { ground: '#26282a', dot: '#101112', seed: 44 },
        turn: -155,
        elevation: 20,
        size: [1200, 960],
        alt: '麻布の上の急須',
      }),
    ],
  },
  {
    handle: 'arabic-oud-candle',
    title: 'شمعة العود المعطرة',
    descriptionHtml: '<p dir="rtl">شمعة من شمع الصويا بعطر العود، تدوم ٤٥ ساعة.</p>',
    vendor: 'دار العود',
    productType: 'شموع',
    tags: ['عود', 'هدية'],
    status: 'ACTIVE',
    collections: ['home', 'gifts'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'OUD-CDL-01',
        price: '41.00',
        inventory: 9,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      onPaper('#2f2b2a', {
        shape: 'candle',
        options: { scent: 'Oud', paper: '#1c1917', ink: '#d8b878', wax: '#e8d8bd', tint: '#e6e0d8' },
        rig: 'rim',
        elevation: 11,
        ev: 0.3,
        alt: 'شمعة في كأس زجاجي',
      }),
    ],
  },
  {
    handle: 'the-longest-title',
    title:
      'Extra Large Handmade Traditional Matte Black Stoneware Coffee and Tea Mug with Bare Clay Foot, Comfortable Four-Finger Handle, Lead-Free Glaze, Dishwasher Safe, Microwave Safe, Gift Boxed, for Home, Office, Camping, Birthdays, Weddings and Housewarmings',
    descriptionHtml: '<p>A mug.</p>',
    vendor: 'Marketplace Seller 4711',
    productType: 'Mugs',
    tags: Array.from({ length: 30 }, (_, index) => `keyword-${index + 1}`),
    status: 'ACTIVE',
    collections: ['kitchen'],
    options: DEFAULT,
    variants: [
      {
        title: 'Default Title',
        sku: 'MP-4711-000000000000000000000000001',
        price: '13.99',
        inventory: 999,
        optionValues: ['Default Title'],
        shot: 0,
      },
    ],
    shots: [
      atPlace('workshop', {
        shape: 'mug',
        options: { ground: '#232425', dot: '#0e0f0f', seed: 17 },
        turn: -36,
        elevation: 22,
        rig: 'ceiling',
        warmth: 0.8,
        alt: `Mug. ${'Black mug with handle. '.repeat(12).trim()}`,
      }),
    ],
  },
];
