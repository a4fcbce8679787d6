// Merge these properties into your own Microsoft.ContainerRegistry/registries resource (Premium). Do not deploy them as a registry of their own: a deployment may reset what it does not name.
// ipRules replaces the whole list: add the rules of others that you want to keep.
// networkRuleBypassAllowedForTasks needs API version 2025-11-01 or later.
var registryProperties = {
  publicNetworkAccess: 'Enabled'
  networkRuleSet: {
    defaultAction: 'Deny'
    ipRules: [
      {
        action: 'Allow'
        value: '20.1.2.3'
      }
      {
        action: 'Allow'
        value: '20.30.40.0/24'
      }
    ]
  }
  networkRuleBypassOptions: 'AzureServices'
  networkRuleBypassAllowedForTasks: true
  dataEndpointEnabled: false
}
