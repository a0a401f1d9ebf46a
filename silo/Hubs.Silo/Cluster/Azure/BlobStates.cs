using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hubs.Storage;

namespace Hubs.Silo.Cluster.Azure;

/// <summary>How a state's name and key become a blob's name, and back.</summary>
internal sealed record BlobNaming(
    Func<string, string> Prefix,
    Func<string, string, string> Blob,
    Func<string, (string Name, string Key)> State
)
{
    /// <summary>States that are no grain's, such as how each job last went: <c>job/calendars</c>.</summary>
    public static readonly BlobNaming Plain = new(
        name => $"{name}/",
        (name, key) => $"{name}/{Uri.EscapeDataString(key)}",
        blob =>
        {
            var slash = blob.IndexOf('/', StringComparison.Ordinal);
            return (blob[..slash], Uri.UnescapeDataString(blob[(slash + 1)..]));
        }
    );

    /// <summary>
    /// As Orleans' Azure provider names the states of grains: <c>snapshot-diary/tilbury/2026-11-24.json</c> is what the standalone edition calls
    /// "diary.snapshot" of "tilbury/2026-11-24".
    /// </summary>
    public static readonly BlobNaming OfGrains = new(
        name => $"{StateOf(name)}-{GrainOf(name)}/",
        (name, key) => $"{StateOf(name)}-{GrainOf(name)}/{key}{Json}",
        blob =>
        {
            var (dash, slash) = (
                blob.IndexOf('-', StringComparison.Ordinal),
                blob.IndexOf('/', StringComparison.Ordinal)
            );
            return ($"{blob[(dash + 1)..slash]}.{blob[..dash]}", blob[(slash + 1)..^Json.Length]);
        }
    );

    private const string Json = ".json";

    private static string GrainOf(string name) =>
        name[..name.IndexOf('.', StringComparison.Ordinal)];

    private static string StateOf(string name) =>
        name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>Small states, one blob each, under the blob's own tag.</summary>
public sealed class BlobStates : IStateStore
{
    private readonly BlobContainerClient container;
    private readonly BlobNaming naming;

    public BlobStates(BlobContainerClient container)
        : this(container, BlobNaming.Plain) { }

    internal BlobStates(BlobContainerClient container, BlobNaming naming) =>
        (this.container, this.naming) = (container, naming);

    /// <summary>Every state, in no order. A grain's that was cleared may leave an empty blob, which is none.</summary>
    internal async ValueTask<List<(string Name, string Key)>> All()
    {
        var found = new List<(string, string)>();
        await foreach (var blob in container.GetBlobsAsync())
            if (blob.Properties.ContentLength > 0)
                found.Add(naming.State(blob.Name));
        return found;
    }

    public async ValueTask<StoredState?> Read(string name, string key)
    {
        try
        {
            var found = await Blob(name, key).DownloadContentAsync();
            return new StoredState(
                found.Value.Content.ToMemory(),
                found.Value.Details.ETag.ToString()
            );
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    )
    {
        var written = await Change(
            name,
            key,
            blob =>
                blob.UploadAsync(
                    new BinaryData(value),
                    new BlobUploadOptions { Conditions = Only(expectedEtag) }
                )
        );
        return written.Value.ETag.ToString();
    }

    public async ValueTask Clear(string name, string key, string? expectedEtag)
    {
        if (expectedEtag is null)
        {
            if (await Read(name, key) is not null)
                throw new StateConflictException($"{name}/{key}");
            return;
        }
        await Change(name, key, blob => blob.DeleteAsync(conditions: Only(expectedEtag)));
    }

    public async ValueTask<IReadOnlyList<string>> Keys(string name)
    {
        var keys = new List<string>();
        await foreach (
            var blob in container.GetBlobsAsync(
                new GetBlobsOptions { Prefix = naming.Prefix(name) },
                CancellationToken.None
            )
        )
            keys.Add(naming.State(blob.Name).Key);
        return [.. keys.Order(StringComparer.Ordinal)];
    }

    private async Task<Response<T>> Change<T>(
        string name,
        string key,
        Func<BlobClient, Task<Response<T>>> change
    )
    {
        try
        {
            return await change(Blob(name, key));
        }
        catch (RequestFailedException lost)
            when (lost.Status is 409 or 412 || lost.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            throw new StateConflictException($"{name}/{key}");
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new StateException(
                $"The outcome of writing the state {name}/{key} is unknown: {fault.Message}",
                fault
            );
        }
    }

    private async Task Change(string name, string key, Func<BlobClient, Task<Response>> change) =>
        await Change(name, key, async blob => Response.FromValue(true, await change(blob)));

    private BlobClient Blob(string name, string key) =>
        container.GetBlobClient(naming.Blob(name, key));

    private static BlobRequestConditions Only(string? etag) =>
        etag is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new ETag(etag) };
}
