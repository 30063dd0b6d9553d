// DescribeKey (KMS API Reference, "DescribeKey"; KMS Developer Guide, "Key states of AWS KMS keys").

import type { EmulatorResponse } from '../../http.ts'
import { findKey } from '../access.ts'
import { answerJson, type KmsCall } from '../call.ts'
import type { KmsKey } from '../key.ts'

/** The properties and the state of a key. */
export function describeKey(call: KmsCall): EmulatorResponse {
  return answerJson(200, { KeyMetadata: renderKey(findKey(call, 'DescribeKey')) })
}

const renderKey = ({ arn, account, manager, state, usage, spec }: KmsKey) => ({
  AWSAccountId: account,
  KeyId: arn.split(':key/')[1],
  Arn: arn,
  Enabled: state === 'Enabled',
  KeyState: state,
  KeyUsage: usage,
  KeySpec: spec,
  CustomerMasterKeySpec: spec,
  KeyManager: manager,
  Origin: 'AWS_KMS',
  MultiRegion: false,
})
