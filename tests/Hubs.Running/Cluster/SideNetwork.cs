using System.ComponentModel;
using System.Diagnostics;

namespace Hubs.Running;

/// <summary>
/// A network of its own on this machine (a Linux network namespace), joined to ours by one cable. What is started in it can be cut off from some of our ports and let on again:
/// packets are dropped in both directions, connections stay open and silent. Needs root and the program "ip".
/// </summary>
public sealed class SideNetwork : IAsyncDisposable
{
    // Before the table of this machine's own addresses, which is moved behind.
    private const string Cuts = "10";
    private const string OwnAddresses = "100";

    private readonly string name = $"hubs-{Environment.ProcessId}";
    private readonly string cable = $"hubs{Environment.ProcessId}";
    private readonly string subnet = $"10.213.{Environment.ProcessId % 250}";

    private SideNetwork() { }

    /// <summary>This machine, as seen from both sides.</summary>
    public string Here => $"{subnet}.1";

    /// <summary>Whoever runs in it, as seen from both sides.</summary>
    public string There => $"{subnet}.2";

    /// <summary>The words before a command that start it in there.</summary>
    public string[] Before => ["ip", "netns", "exec", name];

    /// <summary>Null, and said why, where it cannot be had.</summary>
    public static async Task<SideNetwork?> Make()
    {
        var network = new SideNetwork();
        try
        {
            await Ip("netns", "add", network.name);
            await Ip(
                "link",
                "add",
                network.cable,
                "type",
                "veth",
                "peer",
                "name",
                "ours",
                "netns",
                network.name
            );
            await Ip("addr", "add", $"{network.Here}/30", "dev", network.cable);
            await Ip("link", "set", network.cable, "up");
            await network.Inside("addr", "add", $"{network.There}/30", "dev", "ours");
            await network.Inside("link", "set", "ours", "up");
            await network.Inside("link", "set", "lo", "up");
            await network.Inside("rule", "add", "pref", OwnAddresses, "lookup", "local");
            await network.Inside("rule", "del", "pref", "0");
            return network;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            Console.Error.WriteLine($"No network of its own can be made here: {fault.Message}");
            await network.DisposeAsync();
            return null;
        }
    }

    /// <summary>Nothing from or to these TCP ports passes, on either side.</summary>
    public async Task Cut(params IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            await Inside(
                "rule",
                "add",
                "pref",
                Cuts,
                "ipproto",
                "tcp",
                "sport",
                $"{port}",
                "blackhole"
            );
            await Inside(
                "rule",
                "add",
                "pref",
                Cuts,
                "ipproto",
                "tcp",
                "dport",
                $"{port}",
                "blackhole"
            );
        }
    }

    public Task Mend() => Inside("rule", "flush", "pref", Cuts);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The cable goes with it.
            await Ip("netns", "del", name);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            Console.Error.WriteLine($"The network {name} is left behind: {fault.Message}");
        }
    }

    private Task Inside(params string[] words) => Ip(["-n", name, .. words]);

    private static async Task Ip(params string[] words)
    {
        using var process = Process.Start(
            new ProcessStartInfo("ip", words) { RedirectStandardError = true }
        )!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {string.Join(' ', words)}: {said.Trim()}");
    }
}
