import { qrMatrix } from './qr-matrix.ts';

/** Light squares around a code, without which no phone finds it. */
const BORDER = 3;

/** A QR code, dark on white whatever the theme is: phones read it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = qrMatrix(text);
  const size = code.length + 2 * BORDER;
  const path = code
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + BORDER} ${y + BORDER}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="aspect-square h-full max-h-full max-w-full rounded-lg"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
