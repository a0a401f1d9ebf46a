using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Hubs.Cluster.Tests;
using Hubs.Silo.Cluster.Azure;

namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>Azure's blobs, with a word of the test's before every write.</summary>
public sealed class WatchedBlobs
{
    /// <summary>Awaited before every write: lets a test hold writes back or make them fail.</summary>
    public Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    public BlobServiceClient Of(AzureAccount account)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(new Watch(this), HttpPipelinePosition.PerCall);
        return new BlobServiceClient(TestStorage.Connection.Result, options);
    }

    private sealed class Watch(WatchedBlobs blobs) : HttpPipelinePolicy
    {
        public override void Process(
            HttpMessage message,
            ReadOnlyMemory<HttpPipelinePolicy> pipeline
        ) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(
            HttpMessage message,
            ReadOnlyMemory<HttpPipelinePolicy> pipeline
        )
        {
            if (message.Request.Method == RequestMethod.Put)
                await blobs.BeforeWrite();
            await ProcessNextAsync(message, pipeline);
        }
    }
}
