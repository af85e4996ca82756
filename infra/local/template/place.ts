/** Where a template is resolved: the pseudo-parameters, and the local addresses that stand for AWS's own. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** Base of queue addresses, e.g. `http://127.0.0.1:4566`. */
  readonly sqsUrl: string;
  /** Address of the HTTP API, standing for `https://<api>.execute-api.<region>.amazonaws.com`. */
  readonly apiUrl: string;
}

export function pseudoParameters(place: Place): Readonly<Record<string, string>> {
  return {
    'AWS::Region': place.region,
    'AWS::AccountId': place.accountId,
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
}
