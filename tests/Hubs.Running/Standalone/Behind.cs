using System.Diagnostics.CodeAnalysis;

namespace Hubs.Running;

/// <summary>What the web process needs beside it: nothing, because the grains are in it.</summary>
[SuppressMessage(
    "Performance",
    "CA1822:Mark members as static",
    Justification = "The cluster edition has another, with the same front."
)]
internal sealed class Behind : IAsyncDisposable
{
    public Behind(string data, string[] settings) => _ = (data, settings);

    public string[] SettingsOfWeb => [];

    public Task Start() => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;
}
