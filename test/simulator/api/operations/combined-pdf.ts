import { assetBytes } from '../../assets/asset-bytes.ts';
import { assetFiles } from '../../assets/asset-files.ts';
import { createLinkMaker, linkSignature } from '../../assets/asset-link.ts';
import { findReady } from '../../company/deliver.ts';
import { type Operation, param } from '../call.ts';
import type { SimulatedReply } from '../exchange.ts';
import { failure, json } from '../replies.ts';

/** All floors in one document: a link in JSON, the bytes, or a redirect to the file host. */
export const getCombinedPdf: Operation = (call) => {
  const { company } = call;
  const { combinedPdf } = company.switches;
  const order = findReady(company, param(call, 'order_id'));
  const file = assetFiles(order, company.switches).find(({ key }) => key === 'pdf_urls');
  if (file === undefined) return failure(company, 404, 'Document not found');
  if (combinedPdf === 'bytes') {
    return reply(
      200,
      { 'content-type': 'application/pdf' },
      assetBytes(order, file, order.delivered[file.product] ?? 0),
    );
  }
  const link = createLinkMaker(company, order, linkSignature(company, order.id))(file);
  return combinedPdf === 'redirect' ? reply(302, { location: link }, '') : json({ [combinedPdf]: link });
};

function reply(status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): SimulatedReply {
  return { connection: 'answered', status, headers, body, delayMs: 0 };
}
