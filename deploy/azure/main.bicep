// Everything under the cluster edition but the programs themselves, which deploy/kubernetes describes:
//   az deployment group create -g hubs -f deploy/azure/main.bicep -p name=hubs databasePassword=...
// Programs enter the storage account as the identity "hubs", without a key; the account takes no keys at all.

@description('Begins the names of what is made. 3 to 10 letters and digits.')
@minLength(3)
@maxLength(10)
param name string

param location string = resourceGroup().location

@description('Silos and web nodes run on these.')
@minValue(3)
param nodes int = 3

@secure()
param databasePassword string

var suffix = uniqueString(resourceGroup().id)
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}${suffix}'
  location: location
  // Three copies in three zones: an append that was answered survives the loss of one.
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    }
  }
}

// Residents' master key and the cookies' keys: on another account than the data, so that a copy of one is no use without the other.
resource keys 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}keys${take(suffix, 8)}'
  location: location
  sku: { name: 'Premium_ZRS' }
  kind: 'FileStorage'
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource files 'fileServices' = {
    name: 'default'
    properties: {
      shareDeleteRetentionPolicy: { enabled: true, days: 30 }
    }
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location

  // The service account "hubs" of the namespace "hubs" is this identity.
  resource pods 'federatedIdentityCredentials' = {
    name: 'pods'
    properties: {
      issuer: cluster.properties.oidcIssuerProfile.issuerURL
      subject: 'system:serviceaccount:hubs:hubs'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

resource entersBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, identity.id, blobDataContributor)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: name
    oidcIssuerProfile: { enabled: true }
    securityProfile: {
      workloadIdentity: { enabled: true }
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      // deploy/kubernetes/network.yaml means nothing without it.
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
    }
    agentPoolProfiles: [
      {
        name: 'hubs'
        mode: 'System'
        count: nodes
        vmSize: 'Standard_D2as_v5'
        availabilityZones: ['1', '2', '3']
        osSKU: 'AzureLinux'
      }
    ]
  }
}

// Who is in the cluster, reminders and the jobs' clock: small, but silos cannot join while it is away.
resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2023-06-01-preview' = {
  name: '${name}-${suffix}'
  location: location
  sku: { name: 'Standard_D2ds_v4', tier: 'GeneralPurpose' }
  properties: {
    version: '16'
    administratorLogin: 'hubs'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32 }
    highAvailability: { mode: 'ZoneRedundant' }
    backup: { backupRetentionDays: 14 }
  }

  resource hubs 'databases' = {
    name: 'hubs'
  }

  // Whatever runs in Azure may knock; who comes in, the password says. Put it into a private network for real data.
  resource azure 'firewallRules' = {
    name: 'azure'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

output storageAccount string = storage.name
output identityClientId string = identity.properties.clientId
output databaseHost string = database.properties.fullyQualifiedDomainName
