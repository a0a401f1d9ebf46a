using System.Net;

namespace Hubs.Web.Demo;

/// <summary>
/// Demo mode has no sign-in, so it serves this machine only. The check reads every setting Kestrel
/// would listen by, before anything is loaded or opened.
/// </summary>
public static class DemoMode
{
    public static void RefuseOtherMachines(IConfiguration configuration)
    {
        var open = Addresses(configuration).FirstOrDefault(address => !IsThisMachine(address));
        if (open is not null)
        {
            throw new StartRefusedException(
                $"Demo mode has no sign-in and serves this machine only, so it will not listen on {open}.\n"
                    + "Use an address such as http://localhost:5080."
            );
        }
    }

    /// <summary>The addresses configured by --urls, port lists or Kestrel endpoints; empty when none is.</summary>
    public static string[] Addresses(IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>();
        var urls = Split(configuration["urls"]);
        // Port lists mean every network address; Kestrel reads them only when no URL is given.
        var ports =
            urls.Length > 0
                ? []
                : Split(configuration["http_ports"])
                    .Select(port => $"http://*:{port}")
                    .Concat(
                        Split(configuration["https_ports"]).Select(port => $"https://*:{port}")
                    );
        return [.. endpoints, .. urls, .. ports];
    }

    private static bool IsThisMachine(string address)
    {
        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.StartsWith("unix:/", StringComparison.Ordinal)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        ?? [];
}
