type Cell = string | number;

/** A Markdown table whose cells cannot break out of it. */
export function formatMarkdownTable(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Cell>>[],
): string {
  if (rows.length === 0) return 'None.\n';
  const line = (cells: readonly Cell[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column) => row[column] ?? '')));
  return `${[line(columns), `|${' --- |'.repeat(columns.length)}`, ...body].join('\n')}\n`;
}

function escapeCell(cell: Cell): string {
  return String(cell).replace(/[|<>\\`\r\n]/g, (sign) => (/\s/.test(sign) ? ' ' : `\\${sign}`));
}
