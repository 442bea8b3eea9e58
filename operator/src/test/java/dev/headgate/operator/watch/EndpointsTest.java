package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.feed.Surroundings.Readiness;
import dev.headgate.operator.push.ProxyEndpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  @Test
  void aHeadlessServicesSlicesTellWhoServesAndWhoIsGoing() {
    EndpointSlice slice =
        Serialization.unmarshal(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: s, namespace: ai, labels: {kubernetes.io/service-name: main-proxies}}
            addressType: IPv4
            ports: [{name: admin, port: 8444}, {name: other, port: 1}]
            endpoints:
            - {addresses: [10.0.0.1], conditions: {ready: true, serving: true}, targetRef: {kind: Pod, name: one}}
            - {addresses: [10.0.0.2], conditions: {ready: true, serving: false}, targetRef: {kind: Pod, name: two}}
            - {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}, targetRef: {kind: Pod, name: three}}
            - {addresses: [10.0.0.4], conditions: {ready: false}, targetRef: {kind: Pod, name: four}}
            - {addresses: [10.0.0.5]}
            """,
            EndpointSlice.class);

    assertThat(Endpoints.of(List.of(slice)))
        .isEqualTo(
            Map.of(
                proxy("one", "10.0.0.1"), new Readiness(true, false),
                proxy("two", "10.0.0.2"), new Readiness(false, false),
                proxy("three", "10.0.0.3"), new Readiness(true, true),
                proxy("four", "10.0.0.4"), new Readiness(false, false),
                proxy("10.0.0.5:8444", "10.0.0.5"), new Readiness(true, false)));
  }

  @Test
  void anAddressOfVersionSixIsWrittenInBrackets() {
    EndpointSlice slice =
        Serialization.unmarshal(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: s, namespace: ai}
            addressType: IPv6
            ports: [{name: admin, port: 8444}]
            endpoints: [{addresses: ["fd00::1"], targetRef: {kind: Pod, name: six}}]
            """,
            EndpointSlice.class);

    assertThat(Endpoints.of(List.of(slice)).keySet())
        .containsExactly(new ProxyEndpoint("six", URI.create("https://[fd00::1]:8444")));
  }

  private static ProxyEndpoint proxy(String name, String address) {
    return new ProxyEndpoint(name, URI.create("https://" + address + ":8444"));
  }
}
