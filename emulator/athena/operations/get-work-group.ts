// GetWorkGroup (Amazon Athena API Reference, "GetWorkGroup", "WorkGroupConfiguration").

import type { EmulatorResponse } from '../../http.ts'
import { authorizeWorkGroup } from '../access.ts'
import { type AthenaCall, answerJson, textParameter } from '../call.ts'
import { findWorkGroup, renderPlace } from '../work-groups.ts'

/** A workgroup with its settings. */
export function getWorkGroup(call: AthenaCall): EmulatorResponse {
  const name = textParameter(call.body, 'WorkGroup') ?? ''
  authorizeWorkGroup(call, 'GetWorkGroup', name)
  const workGroup = findWorkGroup(call.world, name)
  return answerJson(200, {
    WorkGroup: {
      Name: name,
      State: workGroup.state,
      Configuration: {
        ResultConfiguration: renderPlace(workGroup.place),
        ManagedQueryResultsConfiguration: { Enabled: workGroup.managedResults },
        EnforceWorkGroupConfiguration: workGroup.enforced,
        PublishCloudWatchMetricsEnabled: true,
        ...(workGroup.bytesScannedCutoff !== undefined && { BytesScannedCutoffPerQuery: workGroup.bytesScannedCutoff }),
        RequesterPaysEnabled: false,
        EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: workGroup.effectiveEngine },
      },
      CreationTime: workGroup.createdAt / 1000,
    },
  })
}
