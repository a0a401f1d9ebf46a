using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hubs.Web.Security;

/// <summary>The framework's schemes, which never change after the start, with the answers every request asks for kept ready.</summary>
public sealed class QuickSchemes(IOptions<AuthenticationOptions> options)
    : AuthenticationSchemeProvider(options)
{
    private Task<AuthenticationScheme?>? ofEveryRequest;
    private Task<IEnumerable<AuthenticationScheme>>? handlingRequests;

    public override Task<AuthenticationScheme?> GetDefaultAuthenticateSchemeAsync() =>
        ofEveryRequest ??= base.GetDefaultAuthenticateSchemeAsync();

    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        handlingRequests ??= base.GetRequestHandlerSchemesAsync();
}
