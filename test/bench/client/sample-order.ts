const LINK = 'https://us-west-2.files.example/production/2f1d6d0a/0f8c1a52-6f0e-4c0b-9d0e-2b7f5f0f9a11';

function links(format: string, count: number, dimensions: string): string[] {
  return Array.from(
    { length: count },
    (_, floor) => `${LINK}/floor_${floor}${dimensions}.${format}?X-Expires=3600&X-Signature=d0f1${floor}`,
  );
}

function fileLists(formats: readonly string[], count: number): Record<string, string[]> {
  return Object.fromEntries(
    formats.flatMap((format) => [
      [`${format}_urls`, links(format, count, '')],
      [`${format}_urls_dim`, links(format, count, '_dim')],
    ]),
  );
}

/** A delivered order of three floors with every group, about 5.4 KB of JSON. */
export const sampleOrder = {
  id: '0f8c1a52-6f0e-4c0b-9d0e-2b7f5f0f9a11',
  info: {
    status: 'Ready',
    created_by: 'desk@agency.example',
    location: '12 Harbour Road Suite 4 Springfield',
    order_type: 'vbim',
    first_delivered_at: 1758540000.25,
    created_at: 1758450000.5,
    is_scan_order: true,
    total_scanned_area: 0,
    go2scan: null,
    external_id: 'JOB-1042',
    add_info: '',
    style_template: null,
    product: { package_type: 'plus', add_ons: ['gla'], purchasable_add_ons: ['3d_cad_files'], over_limits: [] },
  },
  address: {
    full_address: '12 Harbour Road, Springfield, IL 62701, United States',
    street: 'Harbour Road',
    number: '12',
    suite: '4',
    city: 'Springfield',
    state: 'Illinois',
    postalCode: '62701',
    country: 'United States',
    latitude: 39.8,
    longitude: -89.65,
  },
  delivery_assets: {
    listing_floorplans: { ...fileLists(['jpg', 'png', 'svg'], 3), ...fileLists(['pdf', 'zip'], 1) },
    home_report: { pdf_urls: links('pdf', 1, '_report') },
    gla_package: { pdf_urls: links('pdf', 1, '_gla'), json_urls: links('json', 1, '_gla') },
    snapshot: { image_urls: links('png', 2, '_snapshot'), pdf_urls: null },
    property_data: { json_urls: links('json', 1, '_data') },
    floorplans_3d: null,
    video_3d: null,
    cad_files: null,
    tour: {
      link: 'https://tours.example/t/1',
      mls_compliance_link: 'https://tours.example/u/1',
      type: 'floorplan_tour',
    },
  },
};
