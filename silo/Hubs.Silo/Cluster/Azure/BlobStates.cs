using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hubs.Storage;

namespace Hubs.Silo.Cluster.Azure;

/// <summary>
/// Small states that are no grain's, such as how each job last went: one blob each, <c>{name}/{key}</c>, under the blob's own tag. Grains keep theirs by
/// Orleans' Azure provider.
/// </summary>
public sealed class BlobStates(BlobContainerClient container) : IStateStore
{
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
                new GetBlobsOptions { Prefix = $"{name}/" },
                CancellationToken.None
            )
        )
            keys.Add(Uri.UnescapeDataString(blob.Name[(name.Length + 1)..]));
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
        container.GetBlobClient($"{name}/{Uri.EscapeDataString(key)}");

    private static BlobRequestConditions Only(string? etag) =>
        etag is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new ETag(etag) };
}
