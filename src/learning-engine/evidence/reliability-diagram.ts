import { type ContenderMeasures, type Evaluation } from './evaluation.js';

const SIDE = 360;
const LEFT = 56;
const TOP = 40;
const ROW = 18;
/** Colours that people with any colour vision can tell apart (Okabe & Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/**
 * Of each contender, the share of right answers against the prediction, by tenths: on the diagonal it is as often right as it
 * says. Larger points have more answers.
 *
 * @returns an SVG document
 */
export function reliabilityDiagram(evaluation: Evaluation, title: string): string {
  const { contenders, judged } = evaluation;
  const height = TOP + SIDE + 56 + contenders.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + SIDE + 24} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(LEFT, 22, title, 'start'),
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].flatMap(gridLine),
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#888888" stroke-dasharray="4 4"/>`,
    ...contenders.map((contender, index) => series(contender, judged, COLOURS[index % COLOURS.length]!)),
    text(LEFT + SIDE / 2, TOP + SIDE + 34, 'predicted probability of a right answer', 'middle'),
    `<text transform="translate(16 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">share of right answers</text>`,
    ...contenders.map(({ name, log_loss, calibration_error }, index) => {
      const at = TOP + SIDE + 60 + index * ROW;
      const label = `${name}: log loss ${log_loss.toFixed(3)}, calibration error ${calibration_error.toFixed(3)}`;
      return `<circle cx="${LEFT + 5}" cy="${at - 4}" r="5" fill="${COLOURS[index % COLOURS.length]}"/>${text(LEFT + 18, at, label, 'start')}`;
    }),
    '</svg>',
    '',
  ].join('\n');
}

const x = (share: number): number => LEFT + share * SIDE;
const y = (share: number): number => TOP + (1 - share) * SIDE;

const gridLine = (share: number): string[] => [
  `<line x1="${x(0)}" y1="${y(share)}" x2="${x(1)}" y2="${y(share)}" stroke="#e5e5e5"/>`,
  `<line x1="${x(share)}" y1="${y(0)}" x2="${x(share)}" y2="${y(1)}" stroke="#e5e5e5"/>`,
  text(LEFT - 8, y(share) + 4, String(share), 'end'),
  text(x(share), TOP + SIDE + 16, String(share), 'middle'),
];

function series({ bins }: ContenderMeasures, judged: number, colour: string): string {
  const points = bins.flatMap(({ answers, predicted, right }) =>
    answers === 0
      ? []
      : [{ at: `${x(predicted!).toFixed(1)},${y(right!).toFixed(1)}`, radius: 2 + 10 * Math.sqrt(answers / judged) }],
  );
  return [
    `<polyline points="${points.map(({ at }) => at).join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...points.map(({ at, radius }) => {
      const [cx, cy] = at.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="${radius.toFixed(1)}" fill="${colour}" fill-opacity="0.7"/>`;
    }),
  ].join('');
}

const text = (left: number, top: number, content: string, anchor: string): string =>
  `<text x="${left}" y="${top}" text-anchor="${anchor}">${escaped(content)}</text>`;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
