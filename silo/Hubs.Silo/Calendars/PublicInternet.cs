using System.Net;
using System.Net.Sockets;

namespace Hubs.Silo.Calendars;

/// <summary>
/// Which addresses belong to the public internet. Left out is all that IANA's special-purpose registries (RFC 6890 and after) keep for other uses: this machine, private networks,
/// link-local, shared, documentation, multicast, and those that carry an IPv4 address inside.
/// </summary>
internal static class PublicInternet
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Of IPv6 only this part is given out to anybody (RFC 4291, section 2.4).
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || GivenOut.Contains(address))
            && !NotPublic.Any(network => network.Contains(address));
    }
}
